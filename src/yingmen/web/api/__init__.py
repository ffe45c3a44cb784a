"""The same core for other programs on the same machine: JSON, with a published schema.

schema   what is sent and what is answered; a case is the very model that case files are read with
reading  JSON read strictly: exact numbers, no key twice, nothing that is no number
saying   what could not be done, as JSON with its status
saving   a case's documents: saved, gone back to, never so that the record no longer fits
views    the addresses; urls: where they are, each as safe from other sites as the pages are
"""
