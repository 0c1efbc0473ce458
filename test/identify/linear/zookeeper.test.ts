import { provePatternsLinear } from './prove.js';

provePatternsLinear('zookeeper');
