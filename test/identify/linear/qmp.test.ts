import { provePatternsLinear } from './prove.js';

provePatternsLinear('qmp');
