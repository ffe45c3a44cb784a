"""Cases with every version, and their sealed journals, in one database.

models     the tables
versions   a case's documents: each save a new one, two tabs never overwrite each other, undo
journal    `DatabaseStore`, a record's store in the database
erase      every byte gone from the files
cipher     the database encrypted whole (SQLCipher)
"""
