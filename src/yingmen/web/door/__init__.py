"""Step 3 as pages: 谁上门."""
