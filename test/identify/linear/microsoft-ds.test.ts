import { provePatternsLinear } from './prove.js';

provePatternsLinear('microsoft-ds');
