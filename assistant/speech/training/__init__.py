"""From recordings and synthetic voices to a model that Vosk loads.

Needs the extra `[train]`; nothing outside this folder but its command imports it.
"""
