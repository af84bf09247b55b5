"""In place of allauth’s own (MIGRATION_MODULES). The models are the same: `makemigrations --check` tells when they are not."""
