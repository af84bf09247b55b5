"""The demo's caseload: offices, people, and the scripted lives of their cases. Everything follows from a seed."""
