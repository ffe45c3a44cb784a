"""Who may come in: the passcode, quick hide, auto-lock; `access` is the one place of permission."""
