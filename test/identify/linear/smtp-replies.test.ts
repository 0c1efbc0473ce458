import { provePatternsLinear } from './prove.js';

provePatternsLinear('smtp-replies');
