"""A case and a report in, a price note out.

Data goes one way: document → facts → figures → sections → checks → audience → file. Decisions that hold here:

* Text holds slots (`{{price.557865.rhf_aup}}`), never digits; one renderer puts the number in.
* Confidentiality travels with the arithmetic: a figure is secret when an input is, with all inputs' owners.
* The public version is built without the secret values, not painted over.
"""
