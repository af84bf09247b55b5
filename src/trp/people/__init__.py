"""About whom: one person is one person, and what is theirs once only."""
