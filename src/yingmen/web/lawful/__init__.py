"""Step 2 as pages: 合规吗."""
