"""The queue and the case page, which set the chapters' panels side by side; what a case waits for, and who can act."""
