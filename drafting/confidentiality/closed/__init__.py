"""Public text is closed: what a person or a model wrote tells no price unless somebody with the right has accepted it.

In: a draft, or any text that leaves for readers or models. Out: the spans at which the public version is refused.
Who may call: publishing, the gateway to models, pages that show a person what he may not write.

Looking for known ways of telling a price cannot win, for there is always one more. So it is turned round. A sentence
passes when all it says of quantities stands where it can be controlled (a slot, a whole quotation of a public source,
a date, an id, the house's own sentence) and when every word of a sentence about money is one of a short list that says
nothing of its size. What is left is refused, and a second person may accept that very span (`acceptance`).
"""
