"""What a caller hears: recorded clips, synthesised phrases, rests and tones, in 20 ms frames for a telephone line."""
