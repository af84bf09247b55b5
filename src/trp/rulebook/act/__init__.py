"""Rules of the Immigration and Refugee Protection Act."""
