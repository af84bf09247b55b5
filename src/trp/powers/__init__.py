"""Powers and accounts in the browser: who may do what since when, and what supervisors enter and approve about it."""
