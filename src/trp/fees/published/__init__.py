"""Published amounts in the browser: each series with its amounts, what waits for a second person, and the entries."""
