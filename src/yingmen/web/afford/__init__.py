"""Step 4 as pages: 还得起, and bills by upload."""
