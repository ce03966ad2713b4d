"""The history of the tables, oldest first, run by `bot.storage.upgrade`.

`HEAD` names the revision that this version of Unsent needs; a test holds it to the newest file.
"""

HEAD = "0001"
