"""Rules of the department’s instructions and of the delegation instrument."""
