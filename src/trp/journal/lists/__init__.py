"""How a list of cases is read: what it holds, what its rows tell, and the statements that read a part of it."""
