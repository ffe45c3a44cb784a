"""Step 5 as pages: 怎么答."""
