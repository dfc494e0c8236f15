"""What an outsider, or an owner of another secret, can work out from what is public.

Text → mentions (a stated amount with its precision, bound and unit) → statements (a mention that is true of a quantity
of the case) → rows in the unknown secrets → an interval for each secret.
"""
