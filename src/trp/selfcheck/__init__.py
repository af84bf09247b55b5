"""The public self-check: do I pay the fee for a temporary resident permit? Nobody signs in, and nothing is kept."""
