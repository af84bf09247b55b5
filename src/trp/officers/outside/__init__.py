"""The tables of identities outside: those of allauth, made so that the embedded database takes them."""
