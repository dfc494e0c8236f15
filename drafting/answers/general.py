"""placeholder"""
from __future__ import annotations
from dataclasses import replace
from corpus.search.nearness import nearness, squeezed
from corpus.search.ranking import Question
from corpus.search.search import search
from drafting.answers.candidates import candidates
from drafting.answers.evidence import features
from drafting.answers.named import Named
def with_nearness(found, near):
    out=[]
    for c in found:
        texts=near.get(c.at)
        sim=None
        if texts:
            own=squeezed(c.source.quote)
            sim=max((s for t,s in texts[1:] if own and (own in t or t in own)),default=texts[0][1])
        out.append(replace(c,similar=sim))
    return out
def gathered(question, archive, *, confidential=False, before=None):
    names=archive.snapshot().names
    asked=Question.of(question,names)
    found=search(archive,question,limit=24,confidential=confidential,before=before)
    cands=[]
    near=nearness(archive,asked,found.hits,confidential=confidential)
    for c in candidates(found.hits):
        texts=near.get(found.hits[c.rank].at); sim=None
        if texts:
            own=squeezed(c.source.quote)
            sim=max((s for t,s in texts[1:] if own and (own in t or t in own)),default=texts[0][1])
        cands.append(replace(c,similar=sim))
    named=Named.of(asked,names)
    return named,found,cands,features(named,found.hits,cands)
