"""Language packs at level 1: numbers, days, harm and weapons of languages other than English."""
