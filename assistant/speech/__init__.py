"""Speech on an 8 kHz telephone line: what is heard (Vosk), what is said (prompts), and the trainer of the model."""
