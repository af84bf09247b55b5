"""Who acts: accounts, roles, offices, and what each holds of the delegation instrument, from when to when."""
