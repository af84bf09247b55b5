"""The close of the day in the browser: the days of an office, what a day shows, signing and countersigning it."""
