"""The append-only record of every case, and the one door through which an act is done."""
