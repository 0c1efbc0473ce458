import { provePatternsLinear } from './prove.js';

provePatternsLinear('hylafax');
