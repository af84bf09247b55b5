"""TRP Casework: a temporary resident permit case whose record proves itself."""
