"""The tables of second factors: those of allauth, made so that the embedded database takes them."""
