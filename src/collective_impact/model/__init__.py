"""What exists: frozen values, which know nothing of files, graphs and scores."""
