"""In place of allauth’s own (MIGRATION_MODULES). The model is the same: `makemigrations --check` tells when it is not."""
