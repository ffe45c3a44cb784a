"""The web app on one's own machine: every step of the journey as pages for a phone.

    options   what the app is started with; settings: the same for Django
    vault     cases with every version, and their sealed journals, in one database
    gate      who may come in: passcode, quick hide, auto-lock, what is open to all; permission in one place
    asking    one question a page, built from the case's own Pydantic models
    desk      what a page works on: the case at hand and each step's answer to it
    home      the first screen, the overview, the data: upload, export, history, erase
    owe lawful door afford answer record     one app per step, the same files in each
    serve     the server itself

Addresses, titles and the browser's history say nothing of debts: steps are numbered there.
"""
