"""What supervisors and auditors look at: what is stuck, who has how much to do, which exemptions are used. Nothing here acts."""
