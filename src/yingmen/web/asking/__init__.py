"""One question a page, made from the case's own Pydantic models; `sheet` is what a step asks."""
