import { KnowledgeLoader } from './src/cards/load-knowledge.ts'
import { loadModel } from './src/detection/load-model.ts'
import { trainingExamples } from './src/detection/examples.ts'
import { Lemmatiser } from './src/detection/words.ts'
import { ConceptMatcher } from './src/detection/concepts.ts'
import { Analyser, lemmasOf } from './src/detection/features.ts'
import { readFileSync } from 'node:fs'
let t=performance.now(); const lap=(n:string)=>{console.log(n,(performance.now()-t).toFixed(0), (process.memoryUsage().rss/1e6).toFixed(0)); t=performance.now()}
const k=new KnowledgeLoader({knowledge:'knowledge',intents:'intents'},'data/cache').load(); lap('knowledge')
const m=await loadModel(k,'data/cache',(d,n)=>{ if(d%20==0) console.log(d,n)}); lap('model')
const lem=new Lemmatiser(m.lemmas); lap('lem')
const cm=new ConceptMatcher(k.concepts,lem); lap('concepts')
const r=m.lemmas
const a=new Analyser(lem,cm,r)
for (const f of ['dev','calibration']) {
  const qs=readFileSync(`../shared/eval/${f}-questions.jsonl`,'utf8').split('\n').filter(Boolean).map(l=>JSON.parse(l))
  const st:any={}
  const t0=performance.now()
  for (const q of qs) {
    const sc=m.score(a.analyse(q.text).features)
    const order=[...m.labels.keys()].sort((x,y)=>sc[y]!-sc[x]!)
    const svc=order.filter(i=>m.labels[i]!.startsWith('service:')).map(i=>m.labels[i]!.slice(8))
    const top=m.labels[order[0]!]!
    const e=q.expect; const s=st[e.kind]??={n:0,ok:0,t1:0,t3:0}; s.n++
    const kind=top.startsWith('service:')?'service':top.startsWith('life-event:')?'life-event':top.startsWith('social-group:')?'social-group':top==='near-miss'?'out-of-scope':top
    if (e.kind==='service'||e.kind==='follow-up'){ if(e.services.includes(svc[0])) s.t1++; if(svc.slice(0,3).some((x:string)=>e.services.includes(x))) s.t3++; if(kind==='service') s.ok++ }
    else if(e.kind==='life-event'||e.kind==='social-group'){ if(e.ids.includes(top.split(':')[1])) s.ok++; const w=order.filter(i=>m.labels[i]!.startsWith(e.kind+':')).map(i=>m.labels[i]!.split(':')[1]); if(e.ids.includes(w[0])) s.t1++ }
    else if(kind===e.kind) s.ok++
  }
  console.log(f,(performance.now()-t0)/qs.length,'ms'); for(const [k,v] of Object.entries(st) as any) console.log(k.padEnd(14),v.n,'ok',(v.ok/v.n).toFixed(3),'t1',(v.t1/v.n).toFixed(3),'t3',(v.t3/v.n).toFixed(3))
}
lap('eval')
