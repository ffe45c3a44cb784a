"""Step 4, 还得起：what a household or a small business can afford, from real bills to an offer that holds."""
