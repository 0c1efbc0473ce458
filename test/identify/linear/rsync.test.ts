import { provePatternsLinear } from './prove.js';

provePatternsLinear('rsync');
