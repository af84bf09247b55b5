"""Speed as ratios of two things measured in one run, interleaved; medians of rounds. Never a clock in a test."""
