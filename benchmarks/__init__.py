"""What Kellerblick promises to be fast at, measured side by side with a floor in the same run."""
