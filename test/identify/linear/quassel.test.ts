import { provePatternsLinear } from './prove.js';

provePatternsLinear('quassel');
