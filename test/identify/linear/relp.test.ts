import { provePatternsLinear } from './prove.js';

provePatternsLinear('relp');
