"""Rules of the public policies under A25.2, of the remission orders and of the remission policy."""
