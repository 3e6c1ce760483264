"""Telephone lines with sockets: a call's audio and keys on one side, the one door on the other."""
