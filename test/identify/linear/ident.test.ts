import { provePatternsLinear } from './prove.js';

provePatternsLinear('ident');
