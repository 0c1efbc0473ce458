import { provePatternsLinear } from './prove.js';

provePatternsLinear('xmpp-server');
