"""Step 1 as pages: 欠多少."""
