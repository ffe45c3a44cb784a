"""The first screen, what needs no case, the overview, and the data: upload, export, history, erase."""
