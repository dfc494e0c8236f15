"""What the pages share: session, user, rendering with escaping, files handed out, history.

In: the store and the browser session. Out: HTML and downloads. Called by every page.
"""
