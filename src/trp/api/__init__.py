"""Ways in for other programs, onto the same entries and rules."""
