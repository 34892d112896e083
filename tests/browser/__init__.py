"""Real pages in a real browser: what no test client sees. Skipped, loudly, where there is no Chromium."""
